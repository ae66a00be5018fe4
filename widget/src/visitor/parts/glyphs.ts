// The drawings that only a conversation under way needs.
export const SEARCH = "M10.5 17a6.5 6.5 0 1 0 0-13 6.5 6.5 0 0 0 0 13zM15.5 15.5L20 20";
export const YES = "M7 20.5H4.5v-9H7m0 9h9.2a2 2 0 0 0 2-1.6l1.3-6a2 2 0 0 0-2-2.4H14l.6-4a2 2 0 0 0-3.7-1.4L7 11.5z";
export const NO = "M7 3.5H4.5v9H7m0-9h9.2a2 2 0 0 1 2 1.6l1.3 6a2 2 0 0 1-2 2.4H14l.6 4a2 2 0 0 1-3.7 1.4L7 12.5z";
export const STAR = "M12 3.6l2.6 5.3 5.8.8-4.2 4.1 1 5.8-5.2-2.7-5.2 2.7 1-5.8L3.6 9.7l5.8-.8z";

export const EXITS = {
  chat: "M5 5h14a1.5 1.5 0 0 1 1.5 1.5v8A1.5 1.5 0 0 1 19 16h-7l-4.5 4v-4H5a1.5 1.5 0 0 1-1.5-1.5v-8A1.5 1.5 0 0 1 5 5z",
  email: "M4 6h16v12H4zM4 7l8 6.5L20 7",
  callback: "M7 4l3 4.5-2 2a12 12 0 0 0 5.5 5.5l2-2L20 17v2a1.8 1.8 0 0 1-2 1.8A15 15 0 0 1 3.2 6 1.8 1.8 0 0 1 5 4z",
};
