# Values of R's distribution functions: Rscript generate.R > expected.json
# Left out: qf() for df1 <= 2 and small p and qt() for df < 1, where R itself loses digits (its own pf(qf(p)) misses p).
options(digits=17)
cat("[\n"); first <- TRUE
put <- function(f, args, v) { if (!is.finite(v) || (v != 0 && abs(v) < 1e-290)) return(); if (!first) cat(",\n"); first <<- FALSE
 cat(sprintf('["%s",[%s],%s]', f, paste(sprintf("%.17g", args), collapse=","), sprintf("%.16g", v))) }
zs <- c(-37,-20,-8.3,-5,-3,-1.96,-1,-.5,-1e-3,0,1e-8,.3,.7,1,2.5,4,6,9,15,30)
for (z in zs) { put("normalDensity", z, dnorm(z)); put("normalCdf", z, pnorm(z)); put("normalUpper", z, pnorm(z, lower.tail=FALSE)) }
ps <- c(1e-300,1e-100,1e-20,1e-10,1e-5,.001,.025,.1,.25,.4,.5,.6,.75,.9,.975,.999,1-1e-6,1-1e-12)
for (p in ps) { put("normalQuantile", p, qnorm(p)); put("normalUpperQuantile", p, qnorm(p, lower.tail=FALSE)) }
for (df in c(1,2,3.5,30,1e4)) { for (t in c(-1e6,-200,-40,-8,-2,-.5,-1e-4,0,.01,1,2.2,5,20,1000)) {
 put("studentTDensity", c(t,df), dt(t,df)); put("studentTCdf", c(t,df), pt(t,df)); put("studentTUpper", c(t,df), pt(t,df,lower.tail=FALSE)) }
 for (p in ps[ps>1e-50]) put("studentTQuantile", c(p,df), qt(p,df)) }
for (df in c(.5,1,3.3,50,1e4,1e6)) { for (m in c(1e-6,.01,.2,.5,.9,1,1.1,1.5,3,10,100)) { x <- df*m
 put("chiSquaredDensity", c(x,df), dchisq(x,df)); put("chiSquaredCdf", c(x,df), pchisq(x,df)); put("chiSquaredUpper", c(x,df), pchisq(x,df,lower.tail=FALSE)) }
 for (p in ps[ps>1e-50]) { put("chiSquaredQuantile", c(p,df), qchisq(p,df)); put("chiSquaredUpperQuantile", c(p,df), qchisq(p,df,lower.tail=FALSE)) } }
for (a in c(.02,.7,4,900)) for (r in c(.01,7)) { for (m in c(.001,.3,1,1.7,8)) { x <- a/r*m
 put("gammaDensity", c(x,a,r), dgamma(x,a,r)); put("gammaCdf", c(x,a,r), pgamma(x,a,r)); put("gammaUpper", c(x,a,r), pgamma(x,a,r,lower.tail=FALSE)) }
 for (p in ps[ps>1e-50]) { put("gammaQuantile", c(p,a,r), qgamma(p,a,r)); put("gammaUpperQuantile", c(p,a,r), qgamma(p,a,r,lower.tail=FALSE)) } }
for (a in c(.03,.5,2.5,150,5000)) for (b in c(.04,1,20,8000)) { for (x in c(1e-8,1e-3,.02,.1,.3,.5,.77,.95,.999,1-1e-7)) {
 put("betaDensity", c(x,a,b), dbeta(x,a,b)); put("betaCdf", c(x,a,b), pbeta(x,a,b)); put("betaUpper", c(x,a,b), pbeta(x,a,b,lower.tail=FALSE)) }
 for (p in c(1e-10,.001,.025,.3,.5,.7,.975,.999)) { put("betaQuantile", c(p,a,b), qbeta(p,a,b)); put("betaUpperQuantile", c(p,a,b), qbeta(p,a,b,lower.tail=FALSE)) } }
for (d1 in c(1,5,12.5,100)) for (d2 in c(1,8,1000)) { for (f in c(1e-6,.05,.4,1,1.3,3,12,80,1000)) {
 put("fisherFDensity", c(f,d1,d2), df(f,d1,d2)); put("fisherFCdf", c(f,d1,d2), pf(f,d1,d2)); put("fisherFUpper", c(f,d1,d2), pf(f,d1,d2,lower.tail=FALSE)) }
 for (p in if (d1 < 3) c(.3,.5,.7) else c(1e-10,.001,.025,.3,.5,.7,.975,.999)) { put("fisherFQuantile", c(p,d1,d2), qf(p,d1,d2)); put("fisherFUpperQuantile", c(p,d1,d2), qf(p,d1,d2,lower.tail=FALSE)) } }
for (x in c(1e-10,.001,.3,.9,1,1.0001,1.5,1.9999,2.0001,3,7.5,11.9,12.1,50,1e3,1e8)) put("logGamma", x, lgamma(x))
cat("\n]\n")
