# Reference values for demand estimation: Rscript generate.R > expected.json
# Packages: metafor, limma, clubSandwich, sandwich, lme4, jsonlite
suppressMessages({library(metafor); library(limma); library(clubSandwich); library(sandwich); library(lme4); library(jsonlite)})
set.seed(11)
k <- 14; group <- rep(0:1, c(8, 6)); v <- round(runif(k, .01, .4), 4); y <- round(rnorm(k, c(-2, -1)[group + 1], sqrt(.15 + v)), 4)
one <- rma(y, v, method = "REML", control = list(threshold = 1e-12, maxiter = 1000))
two <- rma(y, v, mods = ~ factor(group) - 1, method = "REML", control = list(threshold = 1e-12, maxiter = 1000))
flat <- rma(rep(c(-1, -1.01), 4), rep(.5, 8), method = "REML")
s2 <- round(rchisq(12, rep(c(4, 9, 20), 4)) / rep(c(4, 9, 20), 4) * exp(rnorm(12, -2, .7)), 5); df <- rep(c(4, 9, 20), 4)
m <- squeezeVar(s2, df)
n <- 60; cl <- rep(1:10, each = 6); x <- round(rnorm(n) + rnorm(10)[cl], 3); z <- round(rnorm(n), 3); q <- round(2 - 1.4 * x + .3 * z + rnorm(10, 0, .5)[cl] + rnorm(n, 0, .6), 4)
f <- lm(q ~ x + z); xt <- resid(lm(x ~ z))
g <- lm(resid(lm(q ~ z)) ~ xt - 1)
count <- rpois(n, exp(.6 - .8 * x + .2 * z)); shop <- rep(1:4, 15)
p <- glm(count ~ x + z + factor(shop), family = poisson, epsilon = 1e-14, maxit = 100)
G <- 12; T <- 40; d <- data.frame(product = rep(1:G, each = T), price = round(exp(rnorm(G * T, 2, .15)), 3))
slope <- rnorm(G, -2, .5); d$quantity <- round(exp(9 + rnorm(G)[d$product] + slope[d$product] * (log(d$price) - 2) + rnorm(G * T, 0, .3)), 3)
d$ly <- ave(log(d$quantity), d$product, FUN = function(a) a - mean(a)); d$lx <- ave(log(d$price), d$product, FUN = function(a) a - mean(a))
mixed <- lmer(log(quantity) ~ log(price) + factor(product) + (0 + log(price) | product), data = d, REML = TRUE, control = lmerControl(optCtrl = list(xtol_rel = 1e-12, ftol_rel = 1e-14)))
cat(toJSON(list(
  meta = list(y = y, v = v, group = group, tau2 = one$tau2, mean = as.numeric(one$b), variance = one$se^2, tau2Groups = two$tau2, meanGroups = as.numeric(two$b), varianceGroups = as.numeric(two$se^2), flatTau2 = flat$tau2),
  limma = list(s2 = s2, df = df, priorDf = m$df.prior, priorVariance = m$var.prior, posterior = m$var.post),
  clusters = list(x = as.numeric(xt), residual = as.numeric(resid(f)), cluster = cl, hc3 = vcovHC(g, type = "HC3")[1, 1], cr3 = vcovCR(g, cl, "CR3")[1, 1], neweyWest = NeweyWest(g, lag = 3, prewhite = FALSE, adjust = FALSE)[1, 1]),
  poisson = list(x = x, z = z, shop = shop, count = count, slope = coef(p)[["x"]], other = coef(p)[["z"]], dispersion = sum(residuals(p, "pearson")^2) / p$df.residual, stdError = sqrt(vcov(p)["x", "x"])),
  mixed = list(product = d$product, price = d$price, quantity = d$quantity, mean = fixef(mixed)[["log(price)"]], sd = as.numeric(attr(VarCorr(mixed)$product, "stddev")), slopes = fixef(mixed)[["log(price)"]] + ranef(mixed)$product[, 1])
), digits = 15, auto_unbox = TRUE))
cat("\n")
