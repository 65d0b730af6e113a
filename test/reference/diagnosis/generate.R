# Values for the tests of the diagnosis, by lm and cor.test of R. Rscript generate.R > expected.json
set.seed(11)
rows <- expand.grid(period = 0:8, unit = 0:11)
rows <- rows[runif(nrow(rows)) < 0.9, ]
x <- as.numeric(rows$unit < 6 & rows$period >= 3 + rows$unit %% 3)
y <- 0.5 * x + 0.2 * rows$unit - 0.1 * rows$period + rnorm(nrow(rows))
fit <- lm(y ~ x + factor(rows$unit) + factor(rows$period))
within <- resid(lm(x ~ factor(rows$unit) + factor(rows$period)))
scores <- tapply(within * resid(fit), rows$unit, sum)
units <- length(scores)
error <- sqrt(units / (units - 1) * sum(scores^2)) / sum(within^2)
p <- 2 * pt(-abs(coef(fit)[["x"]] / error), units - 1)
a <- c(1, 2, 2, 5, 7, 7, 7, 9, 10, 3.5, 4, 12)
b <- c(2, 1, 4, 4, 9, 6, 8, 7, 12, 3, 3, 10)
test <- suppressWarnings(cor.test(a, b, method = "spearman", exact = FALSE))
list_of <- function(v) paste0("[", paste(format(v, digits = 17, trim = TRUE), collapse = ", "), "]")
cat(sprintf('{\n "panel": {"unit": %s, "period": %s,\n  "x": %s,\n  "y": %s,\n  "estimate": %.17g, "stdError": %.17g, "p": %.17g},\n "spearman": {"x": %s, "y": %s, "rho": %.17g, "p": %.17g}\n}\n',
  list_of(rows$unit), list_of(rows$period), list_of(x), list_of(y), coef(fit)[["x"]], error, p, list_of(a), list_of(b), test$estimate, test$p.value))
