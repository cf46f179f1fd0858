// Whether letter keys act: on unless somebody switched them off, and remembered in this browser.

const NAME = "argmap-letters";
const box = document.querySelector("[data-letters]");

const kept = () => {
  try {
    return localStorage.getItem(NAME);
  } catch {
    return null;
  }
};

let isOn = kept() !== "off";

export const lettersOn = () => isOn;

if (box) {
  box.checked = isOn;
  box.addEventListener("change", () => {
    isOn = box.checked;
    try {
      localStorage.setItem(NAME, isOn ? "on" : "off");
    } catch {
      // a browser that keeps nothing forgets it with the page
    }
  });
}
