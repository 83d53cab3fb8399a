// Fills the form of a place with the device's position, when the patient asks for it and the browser
// allows it. Without this script everything can be typed.
const part = document.getElementById("position");
const form = document.getElementById("typed-place");
if (part && form && "geolocation" in navigator) {
  part.hidden = false;
  part.querySelector("button").addEventListener("click", () => {
    navigator.geolocation.getCurrentPosition(({ coords }) => {
      form.elements.latitude.value = coords.latitude.toFixed(2);
      form.elements.longitude.value = coords.longitude.toFixed(2);
      form.elements.latitude.focus();
    });
  });
}
