// The style sheets of the studio, in cascade order.
import "./views.css";
import "./needs.css";
import "./need-pane.css";
import "./need-map.css";
import "./gaps.css";
import "./entries.css";
import "./editor.css";
import "./revisions.css";
import "./reshape.css";
import "./publications.css";
import "./synonyms.css";
import "./import.css";
import "./exchange.css";
import "./lookalikes.css";
import "./bench.css";
import "./promise.css";
import "./publication.css";
