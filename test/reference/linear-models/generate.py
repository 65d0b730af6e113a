"""Exact rational least squares on ill-conditioned problems: python3 generate.py > expected.json

wampler1-5: y at x = 0..20 from the formulas and the disturbance that NIST prints for these sets (all coefficients known).
decatic: 82 points with nine decimals on [-8.8, -3.1] and a polynomial of degree 10, as hard as NIST's Filip.
"""
import json
import random
from fractions import Fraction


def solve(design, y):
    p = len(design[0])
    rows = [[sum(r[i] * r[j] for r in design) for j in range(p)] + [sum(r[i] * v for r, v in zip(design, y))] for i in range(p)]
    for i in range(p):
        k = next(r for r in range(i, p) if rows[r][i] != 0)
        rows[i], rows[k] = rows[k], rows[i]
        rows[i] = [v / rows[i][i] for v in rows[i]]
        for r in range(p):
            if r != i and rows[r][i] != 0:
                rows[r] = [a - rows[r][i] * b for a, b in zip(rows[r], rows[i])]
    return [rows[i][p] for i in range(p)]


def problem(name, degree, x, y):
    design = [[Fraction(v) ** k for k in range(degree + 1)] for v in x]
    beta = solve(design, [Fraction(v) for v in y])
    rest = [Fraction(v) - sum(b * c for b, c in zip(beta, row)) for v, row in zip(y, design)]
    variance = sum(r * r for r in rest) / (len(x) - degree - 1)
    return {"name": name, "degree": degree, "x": x, "y": y, "coefficients": [float(b) for b in beta], "residualVariance": float(variance)}


delta = [759, -2048, 2048, -2048, 2523, -2048, 2048, -2048, 1838, -2048, 2048, -2048, 1838, -2048, 2048, -2048, 2523, -2048, 2048, -2048, 759]
whole = [sum(x**k for k in range(6)) for x in range(21)]
tenths = [sum(Fraction(x, 10) ** k for k in range(6)) for x in range(21)]
x = [str(v) for v in range(21)]
chance = random.Random(5)
decimals = [f"{-3.13 - 5.65 * chance.random():.9f}" for _ in range(82)]
print(json.dumps([
    problem("wampler1", 5, x, [str(v) for v in whole]),
    problem("wampler2", 5, x, [f"{float(v):.5f}" for v in tenths]),
    problem("wampler3", 5, x, [str(v + d) for v, d in zip(whole, delta)]),
    problem("wampler4", 5, x, [str(v + 100 * d) for v, d in zip(whole, delta)]),
    problem("wampler5", 5, x, [str(v + 10000 * d) for v, d in zip(whole, delta)]),
    problem("decatic", 10, decimals, [f"{0.85 + 0.05 * chance.gauss(0, 1):.4f}" for _ in decimals]),
], indent=1))
