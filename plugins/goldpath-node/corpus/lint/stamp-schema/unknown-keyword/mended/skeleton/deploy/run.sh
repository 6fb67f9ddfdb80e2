exec node .
