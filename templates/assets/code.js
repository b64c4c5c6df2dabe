// Moves a code from behind the # of the address into the field, and out of the address.
const field = document.getElementById("f-code");
if (field && !field.value && location.hash.length > 1) {
  field.value = decodeURIComponent(location.hash.slice(1));
  history.replaceState(null, "", location.pathname);
}
