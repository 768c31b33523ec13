// Everything here makes a working page more comfortable; nothing depends on it.
import { watchJobs } from "./announce.js";
import { confirmFirst } from "./confirm.js";
import { keepDrafts } from "./drafts.js";
import { countCharacters, focusErrors, guardForms } from "./forms.js";
import { nameTableParts } from "./tables.js";
import { closeMenus, copyButtons, openStages, printButtons } from "./widgets.js";

confirmFirst();
guardForms();
focusErrors();
countCharacters(document);
keepDrafts();
nameTableParts(document);
closeMenus();
openStages();
printButtons();
copyButtons();
watchJobs();

document.addEventListener("htmx:load", ({ detail }) => {
  countCharacters(detail.elt);
  nameTableParts(detail.elt);
});
