"""Adjusted Rand index, silhouette and Gini from scikit-learn / NumPy. Run: /usr/bin/python3 generate.py > expected.json"""
import json
import numpy as np
from sklearn.metrics import adjusted_rand_score, silhouette_score

left = [0, 0, 0, 1, 1, 1, 2, 2, 2, 2, 0, 1]
right = [0, 0, 1, 1, 1, 1, 2, 2, 0, 2, 0, 1]
points = [[(7 * i) % 11 + 0.5 * (i % 3), (5 * i) % 13 - 0.25 * i] for i in range(24)]
of = [0 if p[0] < 4 else 1 if p[1] < 4 else 2 for p in points]
values = np.sort(np.array([100.0, 55, 20, 10, 7, 5, 2, 1]))
n = len(values)
gini = (2 * np.sum(np.arange(1, n + 1) * values) / (n * values.sum())) - (n + 1) / n
print(json.dumps({
    "adjustedRand": {"left": left, "right": right, "value": adjusted_rand_score(left, right)},
    "silhouette": {"points": points, "of": of, "value": silhouette_score(np.array(points), np.array(of))},
    "gini": {"values": values.tolist(), "value": gini},
}, indent=1))
