// The style sheets of the studio, in cascade order.
import "./views.css";
import "./needs.css";
import "./entries.css";
import "./editor.css";
import "./revisions.css";
import "./import.css";
import "./bench.css";
import "./promise.css";
import "./publication.css";
