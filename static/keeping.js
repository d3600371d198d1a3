// While somebody writes an activity: says its times in words, and shows what is like it elsewhere. Nothing is saved, and the
// buttons "Vis, hvordan det bliver sagt" and "Se, om det findes" do the same without script.
(function () {
  var form = document.getElementById("aktivitet");
  var timer, latest = 0;
  if (!form || !window.fetch || !window.DOMParser) return;

  function put(id, page) {
    var here = document.getElementById(id), there = page.getElementById(id);
    if (!here || !there || here.isEqualNode(there)) return;
    while (here.firstChild) here.removeChild(here.firstChild);
    while (there.firstChild) here.appendChild(document.adoptNode(there.firstChild));
  }

  function ask(press) {
    var sent = new FormData(form), mine = ++latest;
    sent.set("goer", press);
    fetch(form.action, { method: "POST", body: sent, credentials: "same-origin" }).then(function (answer) {
      return answer.ok ? answer.text() : "";
    }).then(function (html) {
      if (!html || mine !== latest) return;
      var page = new DOMParser().parseFromString(html, "text/html");
      form.querySelectorAll("[aria-live]").forEach(function (each) {
        if (press === "findes" || each.id !== "findes") put(each.id, page);
      });
    }).catch(function () {});
  }

  form.addEventListener("input", function (event) {
    var words = event.target.name === "title" || event.target.name === "description";
    if (!words && !(event.target.name || "").startsWith("tid-")) return;
    clearTimeout(timer);
    timer = setTimeout(ask, words ? 1200 : 600, words ? "findes" : "sig");
  });
})();
