// Keeps the open bead in sight, and puts the cursor into a form that was opened by a key. Streamlit can do
// neither by itself. Holds nothing of a document.
(() => {
  document.querySelector(".st-key-open")?.scrollIntoView({ block: "nearest" });
  const deadline = Date.now() + 2000;
  const focus = () => {
    const field = document.querySelector(".st-key-form textarea, .st-key-form input");
    if (field) field.focus();
    else if (document.querySelector(".st-key-form") && Date.now() < deadline) requestAnimationFrame(focus);
  };
  focus();
})();
