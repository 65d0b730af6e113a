"""Values of scikit-learn on data made here: /usr/bin/python3 generate.py > expected.json"""
import json
import numpy as np
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.isotonic import IsotonicRegression
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import brier_score_loss, log_loss, roc_auc_score

rng = np.random.default_rng(11)
n = 1600
x = np.round(rng.normal(size=(n, 4)), 2)
group = rng.integers(0, 6, n)
x[rng.random(n) < 0.1, 2] = np.nan
bump = np.array([1.2, -0.8, 0.0, 0.4, -1.5, 0.7])[group]
score = 0.8 * x[:, 0] - 1.1 * np.abs(x[:, 1]) + np.where(np.isnan(x[:, 2]), 0.9, 0.4 * x[:, 2]) + bump + 0.8 * (x[:, 0] > 0.5) * (x[:, 3] > 0)
y = (rng.random(n) < 1 / (1 + np.exp(-score))).astype(int)
train = np.arange(n) < 1000
features = np.column_stack([x, group])
trees = HistGradientBoostingClassifier(categorical_features=[4], early_stopping=False).fit(features[train], y[train])
p_trees = trees.predict_proba(features[~train])[:, 1]

numbers = x[:, [0, 1, 3]]
mean, deviation = numbers[train].mean(0), numbers[train].std(0)
ridge = LogisticRegression(C=0.5, tol=1e-10, max_iter=10000).fit((numbers[train] - mean) / deviation, y[train])
p_ridge = ridge.predict_proba((numbers[~train] - mean) / deviation)[:, 1]
held = y[~train]
isotonic = IsotonicRegression(increasing=True).fit(p_ridge, held).predict(p_ridge)
clean = lambda v: [None if np.isnan(e) else float(e) for e in v]
print(json.dumps({
    "columns": {f"x{j}": clean(x[:, j]) for j in range(4)},
    "group": [f"g{g}" for g in group],
    "target": y.tolist(),
    "train": 1000,
    "trees": {"auc": roc_auc_score(held, p_trees), "logLoss": log_loss(held, p_trees)},
    "ridge": {"lambda": 2.0, "coefficients": [float(c) for c in ridge.coef_[0]], "intercept": float(ridge.intercept_[0]),
              "probabilities": p_ridge.tolist(), "auc": roc_auc_score(held, p_ridge), "logLoss": log_loss(held, p_ridge), "brier": brier_score_loss(held, p_ridge)},
    "isotonic": isotonic.tolist(),
}))
