# Reference values for pilots: Rscript generate.R > expected.json. Package: jsonlite. R solves to four digits unless told: tol = 1e-12
suppressMessages({library(jsonlite)})
pt1 <- lapply(list(c(20, 1, 1), c(12, .8, 1.3), c(500, .1, 1), c(5000, .05, 1.5)), function(v) c(v, power.t.test(n = v[1], delta = v[2], sd = v[3])$power))
pt2 <- lapply(list(c(1, 1, .9), c(.2, 1, .8), c(.03, .5, .95)), function(v) c(v, power.t.test(delta = v[1], sd = v[2], power = v[3], tol = 1e-12)$n))
pt3 <- lapply(list(c(20, 1, .9), c(12, 2, .8)), function(v) c(v, power.t.test(n = v[1], sd = v[2], power = v[3], tol = 1e-12)$delta))
pt4 <- c(power.t.test(n = 15, delta = .6, sd = 1, type = "paired")$power, power.t.test(n = 15, delta = .6, sd = 1, type = "one.sample", alternative = "one.sided")$power, power.t.test(n = 6, delta = .1, sd = 1, strict = TRUE)$power)
pp1 <- lapply(list(c(50, .5, .75), c(2000, .1, .12)), function(v) c(v, power.prop.test(n = v[1], p1 = v[2], p2 = v[3])$power))
pp2 <- lapply(list(c(.5, .75, .9), c(.0057, .0088, .8)), function(v) c(v, power.prop.test(p1 = v[1], p2 = v[2], power = v[3], tol = 1e-12)$n))
pp3 <- lapply(list(c(50, .5, .9), c(2000, .1, .8)), function(v) c(v, power.prop.test(n = v[1], p1 = v[2], power = v[3], tol = 1e-12)$p2))
nct <- lapply(list(c(1.5, 10, 1), c(-.5, 3, .7), c(2.2, 58, 3), c(0, 5, 2), c(4, 2.5, 6)), function(v) c(v, pt(v[1], v[2], v[3])))
set.seed(3); a <- round(rnorm(14, 10, 2), 3); b <- round(rnorm(11, 12, 4), 3); w <- t.test(b, a)
cat(toJSON(list(powerT = pt1, nT = pt2, deltaT = pt3, kinds = pt4, powerP = pp1, nP = pp2, p2 = pp3, noncentral = nct,
  welch = list(a = a, b = b, low = w$conf.int[1], high = w$conf.int[2], p = w$p.value, df = w$parameter[[1]]),
  chisq = list(counts = c(5010, 4890), p = chisq.test(c(5010, 4890))$p.value)), digits = 15, auto_unbox = TRUE)); cat("\n")
