# R `forecast` on series given as CSV: id,frequency,h,method,values (blank-separated). Prints id;method;seconds;mean;lower95;upper95.
suppressMessages(library(forecast))
d <- read.csv(commandArgs(TRUE)[1], stringsAsFactors = FALSE)
for (i in seq_len(nrow(d))) {
  y <- ts(as.numeric(strsplit(d$values[i], " ")[[1]]), frequency = d$frequency[i]); h <- d$h[i]
  start <- proc.time()[[3]]
  f <- tryCatch(switch(d$method[i], ets = forecast(ets(y), h = h, level = 95), thetaf = thetaf(y, h = h, level = 95),
    auto.arima = forecast(auto.arima(y), h = h, level = 95)), error = function(e) NULL)
  took <- proc.time()[[3]] - start
  if (!is.null(f)) cat(d$id[i], d$method[i], took, paste(signif(f$mean, 9), collapse = " "), paste(signif(f$lower, 9), collapse = " "),
    paste(signif(f$upper, 9), collapse = " "), sep = ";", fill = FALSE)
  cat("\n")
}
