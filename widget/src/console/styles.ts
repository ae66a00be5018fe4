// The style sheets of the console, in cascade order.
import "./panes.css";
import "./queue.css";
import "./transcript.css";
import "./composer.css";
import "./context.css";
