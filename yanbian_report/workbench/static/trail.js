// The trail: from where somebody was led away, so that there is a way back.

const LONGEST = 50;

export class Trail {
  /** `here()` says where somebody stands; `button` is to be pressed while there is somewhere to go back to. */
  constructor(button, here) {
    Object.assign(this, { button, here, places: [] });
  }

  leave() {
    const place = JSON.stringify(this.here());
    if (place !== this.places.at(-1)) this.places.push(place);
    this.places = this.places.slice(-LONGEST);
    this.button.disabled = false;
  }

  clear() {
    this.places = [];
    this.button.disabled = true;
  }

  pop() {
    const place = this.places.pop();
    this.button.disabled = !this.places.length;
    return place && JSON.parse(place);
  }
}
