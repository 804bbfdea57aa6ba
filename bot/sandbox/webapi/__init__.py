"""The Web API's methods, one file per family. `methods.call` is the way in."""
