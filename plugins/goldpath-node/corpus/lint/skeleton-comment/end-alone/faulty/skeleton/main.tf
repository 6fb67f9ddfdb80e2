locals {
  a = 1
#}
}
