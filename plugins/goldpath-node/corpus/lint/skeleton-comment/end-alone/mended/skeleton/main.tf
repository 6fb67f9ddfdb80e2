locals {
  a = 1
# }
}
