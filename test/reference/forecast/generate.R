# Reference values for the forecasting engine, from R `forecast` and `stats` on the shared R series.
# Rscript test/reference/forecast/generate.R ../shared/data/forecast-r > test/reference/forecast/expected.json
suppressMessages(library(forecast))
folder <- commandArgs(TRUE)[1]
read <- function(name, frequency, start) ts(read.csv(file.path(folder, name))$value, frequency = frequency, start = start)
number <- function(x) if (length(x) == 1) formatC(x, digits = 12, format = "g") else paste0("[", paste(formatC(x, digits = 12, format = "g"), collapse = ","), "]")
object <- function(...) { a <- list(...); paste0("{", paste0('"', names(a), '":', unlist(a), collapse = ","), "}") }
air <- read("datasets_AirPassengers.csv", 12, 1949)
oil <- window(read("fpp2_oil.csv", 1, 1965), start = 1996)
ausair <- window(read("fpp2_ausair.csv", 1, 1970), start = 1990)
beer <- read("fpp2_ausbeer.csv", 4, 1956)
tourists <- read("fpp2_austourists.csv", 4, 1999)
cement <- read("fpp2_qcement.csv", 4, 1956)
johnson <- read("datasets_JohnsonJohnson.csv", 4, 1960)
etsRow <- function(series, y, model, damped) {
  m <- ets(y, model = model, damped = damped); f <- forecast(m, h = 8, level = 95)
  object(series = paste0('"', series, '"'), model = paste0('"', model, if (damped) "d" else "", '"'), logLikelihood = number(m$loglik), aicc = number(m$aicc),
         mean = number(f$mean), deviation = number((f$upper - f$mean) / qnorm(.975)))
}
arimaRow <- function(series, y, order, seasonal, constant) {
  m <- Arima(y, order, list(order = seasonal, period = frequency(y)), include.constant = constant, method = "ML")
  f <- forecast(m, h = 8)
  object(series = paste0('"', series, '"'), order = number(c(order, seasonal)), constant = tolower(constant), logLikelihood = number(m$loglik), aic = number(m$aic),
         aicc = number(m$aicc), mean = number(f$mean))
}
thetaRow <- function(series, y) { f <- thetaf(y, h = 8); object(series = paste0('"', series, '"'), mean = number(f$mean)) }
s <- ses(oil, h = 1); hl <- holt(ausair, h = 5)
cat(object(
  ses = object(alpha = number(s$model$par[["alpha"]]), level0 = number(s$model$par[["l"]]), mean = number(s$mean), aicc = number(s$model$aicc)),
  holt = object(alpha = number(hl$model$par[["alpha"]]), beta = number(hl$model$par[["beta"]]), mean = number(hl$mean), logLikelihood = number(hl$model$loglik)),
  ets = paste0("[", paste(c(etsRow("oil", oil, "ANN", FALSE), etsRow("ausair", ausair, "AAN", TRUE), etsRow("ausair", ausair, "MAN", FALSE), etsRow("beer", beer, "ANA", FALSE),
    etsRow("beer", beer, "MAM", FALSE), etsRow("beer", beer, "MNA", FALSE), etsRow("tourists", tourists, "MAM", FALSE), etsRow("cement", cement, "AAA", TRUE), etsRow("cement", cement, "MAM", TRUE),
    etsRow("johnson", johnson, "MAA", FALSE), etsRow("air", air, "MAM", TRUE)), collapse = ","), "]"),
  arima = paste0("[", paste(c(arimaRow("logair", log(air), c(0, 1, 1), c(0, 1, 1), FALSE), arimaRow("logair", log(air), c(2, 1, 1), c(0, 1, 1), FALSE),
    arimaRow("oil", oil, c(1, 0, 0), c(0, 0, 0), TRUE), arimaRow("beer", beer, c(1, 1, 2), c(0, 1, 1), FALSE), arimaRow("beer", beer, c(2, 0, 0), c(0, 1, 1), TRUE),
    arimaRow("cement", log(cement), c(1, 0, 1), c(2, 1, 0), TRUE), arimaRow("johnson", log(johnson), c(0, 1, 2), c(1, 0, 0), TRUE)), collapse = ","), "]"),
  theta = paste0("[", paste(c(thetaRow("oil", oil), thetaRow("ausair", ausair), thetaRow("air", air), thetaRow("beer", beer), thetaRow("tourists", tourists)), collapse = ","), "]")
), "\n")
