"use strict";
// A view on a drawing that is moved and scaled: by mouse, wheel, touch and keys.
class PanZoom {
  constructor(view, moved) {
    this.view = view;
    this.moved = moved || (() => {});
    this.x = this.y = 0;
    this.scale = 1;
    this.touches = new Map();
    view.addEventListener("wheel", (event) => this.wheel(event), { passive: false });
    view.addEventListener("pointerdown", (event) => this.down(event));
    view.addEventListener("pointermove", (event) => this.drag(event));
    for (const end of ["pointerup", "pointercancel"]) view.addEventListener(end, (event) => this.up(event));
    view.addEventListener("keydown", (event) => this.key(event));
  }

  get svg() {
    return this.view.querySelector("svg:not([hidden])");
  }

  // Moves and scales, and tells whoever follows by how much.
  by(dx, dy, factor = 1, at = null) {
    this.apply(dx, dy, factor, at);
    this.moved(dx, dy, factor, at);
  }

  apply(dx, dy, factor, at) {
    const scale = Math.min(4, Math.max(0.05, this.scale * factor));
    const box = this.view.getBoundingClientRect();
    const [px, py] = at || [box.width / 2, box.height / 2];
    const grown = scale / this.scale;
    this.x = px - (px - this.x) * grown + dx;
    this.y = py - (py - this.y) * grown + dy;
    this.scale = scale;
    this.show(false);
  }

  show(glide) {
    this.view.classList.toggle("gliding", glide);
    const svg = this.svg;
    if (svg) svg.style.transform = `translate(${this.x}px, ${this.y}px) scale(${this.scale})`;
  }

  size() {
    const box = this.svg.viewBox.baseVal;
    const wide = this.svg.width.baseVal.value;
    return { wide, high: this.svg.height.baseVal.value, unit: wide / box.width };
  }

  // Shows the whole drawing, if that leaves it readable; else its upper part.
  fit(glide = true) {
    if (!this.svg) return;
    const { wide, high } = this.size();
    const box = this.view.getBoundingClientRect();
    const whole = Math.min((box.width - 16) / wide, (box.height - 16) / high);
    this.scale = Math.min(1, Math.max(whole, Math.min(0.45, (box.width - 16) / wide)));
    this.x = (box.width - wide * this.scale) / 2;
    this.y = Math.max(8, (box.height - high * this.scale) / 2);
    this.show(glide);
  }

  // Brings a part of the drawing to the middle.
  center(part, scale, glide = true) {
    if (!this.svg || !part) return;
    if (scale) this.scale = scale;
    const view = this.view.getBoundingClientRect();
    const drawn = this.svg.getScreenCTM().inverse();
    const box = part.getBBox();
    const place = part.getScreenCTM();
    const point = new DOMPoint(box.x + box.width / 2, box.y + box.height / 2).matrixTransform(drawn.multiply(place));
    const { unit } = this.size();
    this.x = view.width / 2 - point.x * unit * this.scale;
    this.y = view.height / 2 - point.y * unit * this.scale;
    this.show(glide);
  }

  wheel(event) {
    event.preventDefault();
    const box = this.view.getBoundingClientRect();
    const step = event.deltaMode === 1 ? 18 : 1;
    if (event.ctrlKey || event.metaKey) {
      const at = [event.clientX - box.left, event.clientY - box.top];
      this.by(0, 0, Math.exp(-event.deltaY * step * 0.0025), at);
    } else if (event.shiftKey && !event.deltaX) {
      this.by(-event.deltaY * step, 0);
    } else {
      this.by(-event.deltaX * step, -event.deltaY * step);
    }
  }

  down(event) {
    if (event.button) return;
    this.view.setPointerCapture(event.pointerId);
    this.touches.set(event.pointerId, [event.clientX, event.clientY]);
    this.view.classList.add("dragging");
  }

  drag(event) {
    const before = this.touches.get(event.pointerId);
    if (!before) return;
    const now = [event.clientX, event.clientY];
    const other = [...this.touches].find(([id]) => id !== event.pointerId);
    this.touches.set(event.pointerId, now);
    if (!other) {
      this.by(now[0] - before[0], now[1] - before[1]);
      return;
    }
    const far = (one) => Math.hypot(one[0] - other[1][0], one[1] - other[1][1]) || 1;
    const box = this.view.getBoundingClientRect();
    this.by(0, 0, far(now) / far(before), [
      (now[0] + other[1][0]) / 2 - box.left,
      (now[1] + other[1][1]) / 2 - box.top,
    ]);
  }

  up(event) {
    this.touches.delete(event.pointerId);
    if (!this.touches.size) this.view.classList.remove("dragging");
  }

  key(event) {
    const moves = { ArrowLeft: [60, 0], ArrowRight: [-60, 0], ArrowUp: [0, 60], ArrowDown: [0, -60] };
    const move = moves[event.key];
    if (!move || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    this.by(move[0], move[1]);
  }
}
