// Whether this browser has what the app needs; where it has not, it is said. Browsers of any age must be able to read this file.
(function () {
  var script = document.createElement("script");
  var promise = window.Promise && Promise.prototype["finally"];
  var has = "noModule" in script && promise && window.BigInt && [].flatMap && window.AbortController && window.TextEncoder && window.Intl && Intl.PluralRules;
  if (has) return;
  document.documentElement.className = "old";
  function line(tag, words) {
    var made = document.createElement(tag);
    made.appendChild(document.createTextNode(words));
    document.getElementById("the-main").appendChild(made);
  }
  function tell(code) {
    var asked = new XMLHttpRequest();
    asked.open("GET", "/field/words/" + code + ".json");
    asked.onload = function () {
      if (asked.status !== 200) return code === "en" || tell("en");
      var words = JSON.parse(asked.responseText);
      document.documentElement.lang = code;
      line("h1", words["phone-old"]);
      line("p", words["phone-old-what"]);
    };
    asked.send();
  }
  tell(String(navigator.language || "en").slice(0, 2).toLowerCase());
})();
