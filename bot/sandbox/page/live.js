// The WebSocket by which the stand-in tells the page what happens, reopened whenever it breaks.

const FIRST_PAUSE = 300;
const LONGEST_PAUSE = 5000;

/** Calls `receive(event)` for each event, `opened(again)` on each opening and `lost()` when the line drops. `close()` ends it. */
export function connect(user, { receive, opened, lost }) {
  let socket;
  let timer;
  let pause = FIRST_PAUSE;
  let times = 0;
  let ended = false;

  function dial() {
    const scheme = location.protocol === "https:" ? "wss" : "ws";
    socket = new WebSocket(`${scheme}://${location.host}/sandbox/live?user=${encodeURIComponent(user)}`);
    socket.onopen = () => {
      pause = FIRST_PAUSE;
      opened(times > 0);
      times += 1;
    };
    socket.onmessage = (message) => {
      if (!ended) receive(JSON.parse(message.data));
    };
    socket.onclose = () => {
      if (ended) return;
      lost();
      timer = setTimeout(dial, pause);
      pause = Math.min(pause * 2, LONGEST_PAUSE);
    };
  }
  dial();
  return {
    close() {
      ended = true;
      clearTimeout(timer);
      socket.close();
    },
  };
}
