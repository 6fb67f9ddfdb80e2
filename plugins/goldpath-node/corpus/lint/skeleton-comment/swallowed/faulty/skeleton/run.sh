echo ${#a}
b=x#
echo ${b%#} # ${{ values.name }}
