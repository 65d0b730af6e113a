# Fits of R's lm() and glm() to data made here: Rscript generate.R > expected.json
set.seed(7)
n <- 60
x <- round(rnorm(n), 3); z <- round(runif(n, 1, 9), 2); g <- sample(c("a", "b", "c"), n, TRUE); h <- sample(c("u", "v"), n, TRUE)
won <- rbinom(n, 1, plogis(-.3 + .9 * x + .2 * (g == "b"))); count <- rpois(n, exp(.2 + .3 * x + .1 * z))
y <- round(2 + 1.5 * x - .4 * z + (g == "c") + rnorm(n), 3); w <- sample(1:4, n, TRUE)
d <- data.frame(x, z, g, h, won, count, y, w)
num <- function(v) paste0("[", paste(sprintf("%.16g", v), collapse = ","), "]")
txt <- function(v) paste0("[", paste0('"', v, '"', collapse = ","), "]")
cat("{\n\"data\":{", paste0('"', names(d), '":', sapply(d, function(v) if (is.character(v)) txt(v) else num(v)), collapse = ",\n"), "},\n\"fits\":[\n")
one <- function(formula, family, weighted = FALSE, last = FALSE) {
  f <- as.formula(formula)
  args <- list(f, data = d); if (weighted) args$weights <- w
  m <- if (family == "gaussian") do.call(lm, args) else do.call(glm, c(args, list(family = family, epsilon = 1e-14, maxit = 100)))
  s <- summary(m)$coefficients
  cat(sprintf('{"formula":"%s","family":"%s","weighted":%s,"terms":%s,"estimate":%s,"stdError":%s,"statistic":%s,"p":%s,"df":%d,"sigma":%.16g,"logLik":%.16g,"aic":%.16g,"bic":%.16g,"deviance":%.16g,"r2":%.16g}%s\n',
    formula, family, tolower(weighted), txt(rownames(s)), num(s[, 1]), num(s[, 2]), num(s[, 3]), num(s[, 4]), m$df.residual,
    if (family == "gaussian") summary(m)$sigma else sigma(m), as.numeric(logLik(m)), AIC(m), BIC(m), deviance(m),
    if (family == "gaussian") summary(m)$r.squared else 1 - m$deviance / m$null.deviance, if (last) "" else ","))
}
one("y ~ x + z", "gaussian"); one("y ~ x * g", "gaussian"); one("y ~ g:h + x - 1", "gaussian"); one("y ~ g + h + 0", "gaussian")
one("log(z) ~ I(x^2) + x:h", "gaussian"); one("y ~ (x + z + g)^2", "gaussian"); one("y ~ poly(x, 3, raw = TRUE)", "gaussian")
one("y ~ x + g", "gaussian", TRUE); one("won ~ x + g", "binomial"); one("won ~ x * h + log(z)", "binomial")
one("count ~ x + z + h", "poisson"); one("count ~ x + offset(log(z))", "poisson", TRUE); one("count ~ g - 1", "poisson", last = TRUE)
cat("]}\n")
