// POST to the stand-in as the acting person.

import { post } from "./api.js";
import { store } from "./store.js";

export const deliver = (name, body) => post(name, { user: store.user, ...body });
