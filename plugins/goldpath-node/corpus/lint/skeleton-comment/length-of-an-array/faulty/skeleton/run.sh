#!/bin/sh
names=(a b)
echo "${#names[@]} ${{ values.name }}"
for ((i = 0; i < ${#names[@]}; i++)); do :; done
