{# a comment #}
{% raw %}echo ${#a}
b=x#
echo ${b%#}{% endraw %} # ${{ values.name }}
