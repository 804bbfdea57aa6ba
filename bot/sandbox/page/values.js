// What a person has entered in the inputs of one view or message, in the shape of Slack's state.values.
// An entry belongs to a block_id and an action_id: as in Slack it survives an update that keeps both (and the element's type),
// and a new initial value does not replace it; a bot that wants that changes the block_id.

const key = (block, element) => JSON.stringify([block.block_id, element.action_id]);
const STATELESS = new Set(["button", "overflow", "image", "workflow_button", "icon_button"]);

export const hasState = (element) => Boolean(element?.action_id) && !STATELESS.has(element.type);

/** The state of an untouched element. */
export function initialState(element) {
  const { type } = element;
  const state = (name, initial, empty = null) => ({ type, [name]: element[initial] ?? empty });
  switch (type) {
    case "plain_text_input": case "email_text_input": case "url_text_input": case "number_input": return state("value", "initial_value");
    case "static_select": case "external_select": case "radio_buttons": return state("selected_option", "initial_option");
    case "multi_static_select": case "multi_external_select": case "checkboxes": return state("selected_options", "initial_options", []);
    case "users_select": return state("selected_user", "initial_user");
    case "multi_users_select": return state("selected_users", "initial_users", []);
    case "conversations_select": return state("selected_conversation", "initial_conversation");
    case "multi_conversations_select": return state("selected_conversations", "initial_conversations", []);
    case "channels_select": return state("selected_channel", "initial_channel");
    case "multi_channels_select": return state("selected_channels", "initial_channels", []);
    case "datepicker": return state("selected_date", "initial_date");
    case "timepicker": return state("selected_time", "initial_time");
    case "datetimepicker": return state("selected_date_time", "initial_date_time");
    case "rich_text_input": return state("rich_text_value", "initial_value");
    case "file_input": return state("files", "initial_files", []);
    default: return { type };
  }
}

/** True when nothing is chosen or typed. */
export function isEmpty(state) {
  return Object.entries(state).every(([name, value]) =>
    name === "type" || value === null || value === undefined || value === "" || (Array.isArray(value) && !value.length));
}

/** The elements of a block that hold a value, each with its block. */
export function stateful(blocks) {
  return blocks.flatMap((block) => [block.element, block.accessory, ...(block.type === "actions" ? block.elements : [])]
    .filter(hasState).map((element) => ({ block, element })));
}

/** `seed` is a view's state.values, what had been entered before the page was loaded. `follow` lets a new initial value win (messages, Home). */
export function createValues({ follow = false, seed = {} } = {}) {
  const entries = new Map();
  const drafts = new Map();

  return {
    get(block, element) {
      const entry = entries.get(key(block, element));
      const initial = initialState(element);
      const stale = !entry || entry.state.type !== element.type || (follow && entry.initial !== JSON.stringify(initial));
      if (stale) {
        const earlier = entry ? null : seed[block.block_id]?.[element.action_id];
        const state = earlier?.type === element.type ? earlier : initial;
        entries.set(key(block, element), { state, initial: JSON.stringify(initial), touched: state !== initial });
      }
      return entries.get(key(block, element)).state;
    },
    set(block, element, state) {
      this.get(block, element);
      Object.assign(entries.get(key(block, element)), { state: { type: element.type, ...state }, touched: true });
    },
    /** Free storage beside the state, for what is typed but not yet a value (half a date). */
    draft: (block, element) => {
      const name = key(block, element);
      if (!drafts.has(name)) drafts.set(name, {});
      return drafts.get(name);
    },
    /** Whether something typed in these blocks would be lost; what was typed into blocks since replaced was dealt with. */
    touched: (blocks) => stateful(blocks).some(({ block, element }) => {
      const entry = entries.get(key(block, element));
      return entry?.touched && JSON.stringify(entry.state) !== entry.initial;
    }),
    /** state.values as Slack sends it: {block_id: {action_id: {type, …}}}. */
    collect(blocks) {
      const values = {};
      for (const { block, element } of stateful(blocks)) {
        (values[block.block_id] ??= {})[element.action_id] = this.get(block, element);
      }
      return values;
    },
  };
}
