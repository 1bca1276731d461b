// What an amount means: 85.4万 typed, 854,000.00 元 echoed. Digits are moved as text, never computed.

const PLACES = { "": 0, 万: 4, 亿: 8 };
const FULL = "０１２３４５６７８９．－＋，￥";
const HALF = "0123456789.-+,¥";
const unit = document.getElementById("words")?.dataset.yuan ?? "";

export function read(text) {
  const plain = [...text].map((each) => HALF[FULL.indexOf(each)] ?? each).join("").replace(/[\s,¥元]/g, "");
  const found = /^([+-]?)(\d*)(?:\.(\d*))?([万亿]?)$/.exec(plain);
  if (!found || !(found[2] || found[3])) return "";
  const [, sign, whole, rest = "", size] = found;
  const places = PLACES[size];
  const digits = whole + rest.slice(0, places).padEnd(places, "0");
  const fen = rest.slice(places);
  if (fen.replace(/0+$/, "").length > 2) return "";
  const yuan = digits.replace(/^0+(?=\d)/, "") || "0";
  const grouped = yuan.replace(/\B(?=(\d{3})+$)/g, ",");
  return `${sign === "-" ? "-" : ""}${grouped}.${fen.padEnd(2, "0").slice(0, 2)}`;
}

export function furnish(input) {
  if (input.dataset.echoed) return;
  input.dataset.echoed = "yes";
  const echo = document.createElement("output");
  echo.className = "amount-echo d-block";
  if (input.id) echo.htmlFor = input.id;
  input.after(echo);
  const tell = () => {
    const meant = read(input.value);
    echo.textContent = meant && meant !== input.value ? `${meant} ${unit}` : "";
  };
  input.addEventListener("input", tell);
  tell();
}
