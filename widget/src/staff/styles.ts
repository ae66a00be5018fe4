// The style sheets both screens share, in cascade order.
import "./tokens.css";
import "./ground.css";
import "./controls.css";
import "./parts.css";
import "./layout.css";
