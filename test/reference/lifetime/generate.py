"""Digamma, 2F1(1, b; c; z) and the textbook forms of the lifetime expectations from SciPy and mpmath-free quadrature.
Run: /usr/bin/python3 generate.py > expected.json"""
import json
import numpy as np
from scipy import integrate, special

digamma = [[x, float(special.digamma(x))] for x in (1e-3, 0.2, 1.0, 1.4616321, 3.3, 9.99, 10.0, 250.5, 1e6)]
hyper = [[b, c, z, float(special.hyp2f1(1, b, c, z))] for b, c, z in (
    (0.55, 2.2, 0.1), (3.5, 4.1, 0.9), (30.2, 31.9, 0.5), (1.6, 2.1, 0.99), (200.5, 201.2, 0.3), (2.0, 3.0, 0.0))]


def bgnbd(r, alpha, a, b, x, tx, T, t):
    """Fader, Hardie & Lee 2005, eq. 10 as printed."""
    f = special.hyp2f1(r + x, b + x, a + b + x - 1, t / (alpha + T + t))
    top = (a + b + x - 1) / (a - 1) * (1 - ((alpha + T) / (alpha + T + t)) ** (r + x) * f)
    return top / (1 + (x > 0) * a / (b + x - 1) * ((alpha + T) / (alpha + tx)) ** (r + x))


def pareto_likelihood(r, alpha, s, beta, x, tx, T):
    """Likelihood of one customer by integrating the time of leaving, without any hypergeometric function."""
    gone, _ = integrate.quad(lambda y: (alpha + y) ** -(r + x) * s * (beta + y) ** -(s + 1), tx, T, epsabs=0, epsrel=1e-12)
    alive = (alpha + T) ** -(r + x) * (beta + T) ** -s
    scale = np.exp(special.gammaln(r + x) - special.gammaln(r)) * alpha ** r * beta ** s
    return float(np.log(scale * (gone + alive))), float(alive / (gone + alive))


bg = [[*row, float(bgnbd(*row))] for row in (
    (0.243, 4.414, 0.793, 2.426, 2, 30.43, 38.86, 39), (0.243, 4.414, 0.793, 2.426, 0, 0, 38.86, 39),
    (0.243, 4.414, 0.793, 2.426, 25, 38, 38.86, 10), (1.3, 12.0, 1.8, 4.0, 7, 20, 52, 100), (0.9, 3.0, 0.2, 0.5, 1, 4, 9, 26))]
pareto = [[*row, *pareto_likelihood(*row)] for row in (
    (0.553, 10.578, 0.606, 11.669, 2, 30.43, 38.86), (0.553, 10.578, 0.606, 11.669, 0, 0, 38.86),
    (2.0, 20.0, 0.4, 3.0, 5, 11.0, 30.0), (0.4, 2.0, 1.7, 40.0, 3, 6.0, 30.0), (1.0, 8.0, 1.0, 8.0, 4, 10.0, 12.0))]
print(json.dumps({"digamma": digamma, "hypergeometric": hyper, "bgnbd": bg, "pareto": pareto}, indent=1))
