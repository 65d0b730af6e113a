export interface BrentResult {
  readonly point: number;
  readonly value: number;
  readonly evaluations: number;
}

/**
 * The zero of a continuous function between two points where its signs differ: Brent (1973), chapter 4 ("zeroin").
 * Throws RangeError when the signs agree.
 */
export function brentRoot(f: (x: number) => number, from: number, to: number, tolerance = 1e-12): BrentResult {
  let [a, b] = [from, to];
  let [fa, fb] = [f(a), f(b)];
  let evaluations = 2;
  if (fa === 0) return { point: a, value: 0, evaluations };
  if (fb === 0) return { point: b, value: 0, evaluations };
  if (!(fa * fb < 0))
    throw new RangeError(`invalid bracket: f(${a}) = ${fa}, f(${b}) = ${fb} (opposite signs are expected)`);
  let [c, fc] = [a, fa];
  let last = b - a;
  let step = last;
  for (let i = 0; i < 300; i++) {
    if (Math.abs(fc) < Math.abs(fb)) [a, b, c, fa, fb, fc] = [b, c, b, fb, fc, fb];
    const margin = 2 * Number.EPSILON * Math.abs(b) + 0.5 * tolerance;
    const middle = 0.5 * (c - b);
    if (Math.abs(middle) <= margin || fb === 0) break;
    if (Math.abs(last) < margin || Math.abs(fa) <= Math.abs(fb)) last = step = middle;
    else {
      const s = fb / fa;
      const q = fa / fc;
      const r = fb / fc;
      let p = a === c ? 2 * middle * s : s * (2 * middle * q * (q - r) - (b - a) * (r - 1));
      let d = a === c ? 1 - s : (q - 1) * (r - 1) * (s - 1);
      if (p > 0) d = -d;
      else p = -p;
      if (2 * p < Math.min(3 * middle * d - Math.abs(margin * d), Math.abs(last * d))) {
        last = step;
        step = p / d;
      } else last = step = middle;
    }
    [a, fa] = [b, fb];
    b += Math.abs(step) > margin ? step : Math.sign(middle) * margin;
    fb = f(b);
    evaluations += 1;
    if (fb > 0 === fc > 0) {
      [c, fc] = [a, fa];
      last = step = b - a;
    }
  }
  return { point: b, value: fb, evaluations };
}

/** A minimum of f on [from, to] by golden section and parabolas: Brent (1973), chapter 5 ("localmin"). */
export function brentMinimum(f: (x: number) => number, from: number, to: number, tolerance = 1e-8): BrentResult {
  const golden = 0.5 * (3 - Math.sqrt(5));
  let [a, b] = [Math.min(from, to), Math.max(from, to)];
  let x = a + golden * (b - a);
  let [w, v] = [x, x];
  let fx = f(x);
  let [fw, fv] = [fx, fx];
  let [step, last] = [0, 0];
  let evaluations = 1;
  for (let i = 0; i < 500; i++) {
    const middle = 0.5 * (a + b);
    const margin = 1.5e-8 * Math.abs(x) * (tolerance < 1e-8 ? 0.1 : 1) + tolerance / 3;
    if (Math.abs(x - middle) <= 2 * margin - 0.5 * (b - a)) break;
    let useGolden = true;
    if (Math.abs(last) > margin) {
      const r = (x - w) * (fx - fv);
      let q = (x - v) * (fx - fw);
      let p = (x - v) * q - (x - w) * r;
      q = 2 * (q - r);
      if (q > 0) p = -p;
      else q = -q;
      if (Math.abs(p) < Math.abs(0.5 * q * last) && p > q * (a - x) && p < q * (b - x)) {
        last = step;
        step = p / q;
        const u = x + step;
        if (u - a < 2 * margin || b - u < 2 * margin) step = x < middle ? margin : -margin;
        useGolden = false;
      }
    }
    if (useGolden) {
      last = x < middle ? b - x : a - x;
      step = golden * last;
    }
    const u = x + (Math.abs(step) >= margin ? step : Math.sign(step) * margin);
    const fu = f(u);
    evaluations += 1;
    if (fu <= fx) {
      if (u < x) b = x;
      else a = x;
      [v, fv, w, fw, x, fx] = [w, fw, x, fx, u, fu];
    } else {
      if (u < x) a = u;
      else b = u;
      if (fu <= fw || w === x) [v, fv, w, fw] = [w, fw, u, fu];
      else if (fu <= fv || v === x || v === w) [v, fv] = [u, fu];
    }
  }
  return { point: x, value: fx, evaluations };
}
