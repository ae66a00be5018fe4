// What shows a conversation under way; fetched when the visitor starts to write.
export { default as exitsCss } from "./css/exits.css";
export { default as foundCss } from "./css/found.css";
export { default as itemsCss } from "./css/items.css";
export { Item } from "./parts/Item";
export { Sending } from "./parts/Sending";
export { Suggestions } from "./parts/Suggestions";
export { Thinking } from "./parts/Thinking";
export { Search } from "./search";
