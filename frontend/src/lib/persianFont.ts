// The Persian web font, in a chunk of its own: only a Persian page loads it.
import "./persianFont.css";
