"""Reference values for the routing and territory engines, by mixed integer programming (HiGHS through scipy.optimize.milp).

python3 test/reference/routing/generate.py > test/reference/routing/expected.json
"""
import json
import math
import numpy as np
from scipy.optimize import LinearConstraint, Bounds, milp

rng = np.random.default_rng(20261128)


def points(n):
    return [[int(a), int(b)] for a, b in rng.integers(0, 100, size=(n, 2))]


def distances(at):
    return [[math.hypot(a[0] - b[0], a[1] - b[1]) for b in at] for a in at]


def vehicle_routes(d, demand, capacity, vehicles, windows=None, service=0):
    """Least distance of at most `vehicles` routes from place 0 (Miller-Tucker-Zemlin loads; times when there are windows)."""
    n = len(d)
    x = lambda i, j: i * n + j
    load = lambda i: n * n + i
    time = lambda i: n * n + n + i
    size = n * n + 2 * n
    cost = np.zeros(size)
    upper = np.zeros(size)
    for i in range(n):
        for j in range(n):
            cost[x(i, j)] = d[i][j]
            upper[x(i, j)] = 0 if i == j else 1
        upper[load(i)] = capacity
        upper[time(i)] = windows[i][1] if windows else 1e6
    lower = np.zeros(size)
    if windows:
        for i in range(n):
            lower[time(i)] = windows[i][0]
    rows, lo, hi = [], [], []

    def add(terms, least, most):
        row = np.zeros(size)
        for k, v in terms:
            row[k] += v
        rows.append(row); lo.append(least); hi.append(most)

    for i in range(1, n):
        add([(x(i, j), 1) for j in range(n)], 1, 1)
        add([(x(j, i), 1) for j in range(n)], 1, 1)
    add([(x(0, j), 1) for j in range(1, n)] + [(x(j, 0), -1) for j in range(1, n)], 0, 0)
    add([(x(0, j), 1) for j in range(1, n)], 0, vehicles)
    big = 1e4
    for i in range(1, n):
        add([(load(i), 1)], demand[i], capacity)
        for j in range(1, n):
            if i != j:
                add([(load(i), 1), (load(j), -1), (x(i, j), capacity)], -np.inf, capacity - demand[j])
                if windows:
                    add([(time(i), 1), (time(j), -1), (x(i, j), big)], -np.inf, big - service - d[i][j])
        if windows:
            add([(time(i), -1), (x(0, i), d[0][i])], -np.inf, 0)
            add([(time(i), 1), (x(i, 0), big)], -np.inf, big + windows[0][1] - service - d[i][0])
    integral = np.array([1] * (n * n) + [0] * (2 * n))
    found = milp(cost, constraints=LinearConstraint(np.array(rows), lo, hi), integrality=integral, bounds=Bounds(lower, upper), options={"mip_rel_gap": 0})
    assert found.status == 0, found.message
    return found.fun


def p_median(d, p, capacity=None, demand=None):
    n = len(d)
    size = n * n + n
    cost = np.array([d[i][j] for i in range(n) for j in range(n)] + [0] * n)
    rows, lo, hi = [], [], []
    for i in range(n):
        row = np.zeros(size); row[i * n:(i + 1) * n] = 1
        rows.append(row); lo.append(1); hi.append(1)
        for j in range(n):
            row = np.zeros(size); row[i * n + j] = 1; row[n * n + j] = -1
            rows.append(row); lo.append(-np.inf); hi.append(0)
    row = np.zeros(size); row[n * n:] = 1
    rows.append(row); lo.append(p); hi.append(p)
    if capacity:
        for j in range(n):
            row = np.zeros(size)
            for i in range(n):
                row[i * n + j] = demand[i]
            row[n * n + j] = -capacity
            rows.append(row); lo.append(-np.inf); hi.append(0)
    found = milp(cost, constraints=LinearConstraint(np.array(rows), lo, hi), integrality=np.ones(size), bounds=Bounds(0, 1), options={"mip_rel_gap": 0})
    assert found.status == 0, found.message
    return found.fun


def haversine(a, b):
    (x1, y1), (x2, y2) = [[math.radians(v) for v in q] for q in (a, b)]
    # spherical law of cosines in another form than the engine's
    return 6371.0088 * math.atan2(
        math.hypot(math.cos(y2) * math.sin(x2 - x1), math.cos(y1) * math.sin(y2) - math.sin(y1) * math.cos(y2) * math.cos(x2 - x1)),
        math.sin(y1) * math.sin(y2) + math.cos(y1) * math.cos(y2) * math.cos(x2 - x1))


answer = {"tours": [], "fleets": [], "windows": [], "medians": [], "capacitated": [], "greatCircle": []}
for n in (13, 14):
    at = points(n); d = distances(at)
    answer["tours"].append({"points": at, "length": vehicle_routes(d, [0] + [1] * (n - 1), n, 1)})
for _ in range(2):
    at = points(9); d = distances(at); demand = [0] + [int(v) for v in rng.integers(1, 9, 8)]
    answer["fleets"].append({"points": at, "demand": demand, "capacity": 16, "length": vehicle_routes(d, demand, 16, 8)})
for _ in range(2):
    at = points(9); d = distances(at)
    windows = [[0, 600]]
    for i in range(1, 9):
        begin = int(rng.integers(math.ceil(d[0][i]), 350)); windows.append([begin, begin + 80])
    answer["windows"].append({"points": at, "windows": windows, "service": 10, "length": vehicle_routes(d, [0] + [1] * 8, 8, 8, windows, 10)})
for n, p in ((30, 4), (40, 6)):
    at = points(n)
    answer["medians"].append({"points": at, "p": p, "cost": p_median(distances(at), p)})
for n, p in ((20, 3), (24, 4)):
    at = points(n); demand = [int(v) for v in rng.integers(1, 12, n)]
    capacity = math.ceil(sum(demand) / p * 1.15)
    answer["capacitated"].append({"points": at, "p": p, "demand": demand, "capacity": capacity, "cost": p_median(distances(at), p, capacity, demand)})
for a, b in (([121.47, 31.23], [116.4, 39.9]), ([0, 0], [180, 0.001]), ([8.55, 47.37], [8.551, 47.371])):
    answer["greatCircle"].append({"a": a, "b": b, "kilometres": haversine(a, b)})
print(json.dumps(answer))
