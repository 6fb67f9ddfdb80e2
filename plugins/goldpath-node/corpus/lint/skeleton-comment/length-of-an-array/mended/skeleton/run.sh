#!/bin/sh
names=(a b)
echo "{% raw %}${#names[@]}{% endraw %} ${{ values.name }}"
for ((i = 0; i < {% raw %}${#names[@]}{% endraw %}; i++)); do :; done
