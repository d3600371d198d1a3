// Puts a copy button beside each calendar address; without script the field is still easy to mark.
document.querySelectorAll("input.address").forEach(function (field) {
  field.addEventListener("focus", function () { field.select(); });
  var button = document.createElement("button");
  button.type = "button";
  button.textContent = "Kopiér";
  button.setAttribute("aria-live", "polite");
  button.addEventListener("click", function () {
    field.select();
    document.execCommand("copy");
    button.textContent = "Kopieret";
  });
  field.after(button);
});
