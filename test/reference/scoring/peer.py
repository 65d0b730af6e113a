"""scikit-learn beside Quarterdeck in one run (bench/engines/scoring.bench.ts).

peer.py TRAIN TEST TARGET POSITIVE DROP,DROP   prints the AUC of HistGradientBoosting (defaults) on TEST
peer.py --speed FILE                            prints seconds of the two fits on one core and their training AUC
"""
import json
import sys
import time
import warnings

import numpy as np
import pandas as pd
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from sklearn.preprocessing import OneHotEncoder, OrdinalEncoder

warnings.filterwarnings("ignore")


def compare(train, test, target, positive, drop):
    a, b = pd.read_csv(train), pd.read_csv(test)
    known = [c for c in a.columns if c not in [target, *drop.split(",")]]
    frames = []
    for frame in (a, b):
        x = frame[known].copy()
        for c in known:
            if c.endswith("_date"):
                x[c] = (pd.to_datetime(x[c]) - pd.Timestamp("1970-01-01")).dt.days
        frames.append(x)
    text = [c for c in known if frames[0][c].dtype == object]
    encoder = OrdinalEncoder(handle_unknown="use_encoded_value", unknown_value=np.nan, encoded_missing_value=np.nan)
    if text:
        frames[0][text] = encoder.fit_transform(frames[0][text])
        frames[1][text] = encoder.transform(frames[1][text])
    y, held = [(f[target].astype(str) == positive).astype(int) for f in (a, b)]
    model = HistGradientBoostingClassifier(random_state=0).fit(frames[0], y)
    print(roc_auc_score(held, model.predict_proba(frames[1])[:, 1]))


def speed(file):
    frame = pd.read_csv(file)
    y = frame.pop("y").values
    text = [c for c in frame if frame[c].dtype == object]
    numbers = frame.drop(columns=text).values
    dummies = OneHotEncoder(sparse=False).fit_transform(frame[text])
    wide = np.hstack([(numbers - numbers.mean(0)) / numbers.std(0), dummies])
    codes = np.hstack([numbers, OrdinalEncoder().fit_transform(frame[text])])
    best = {}
    for _ in range(3):
        start = time.perf_counter()
        logistic = LogisticRegression(max_iter=200).fit(wide, y)
        best["logistic"] = min(best.get("logistic", 1e9), time.perf_counter() - start)
        start = time.perf_counter()
        trees = HistGradientBoostingClassifier(early_stopping=False, random_state=0).fit(codes, y)
        best["trees"] = min(best.get("trees", 1e9), time.perf_counter() - start)
    aucs = [roc_auc_score(y, logistic.predict_proba(wide)[:, 1]), roc_auc_score(y, trees.predict_proba(codes)[:, 1])]
    print(json.dumps({**best, "aucs": aucs}))


if sys.argv[1] == "--speed":
    speed(sys.argv[2])
else:
    compare(*sys.argv[1:])
