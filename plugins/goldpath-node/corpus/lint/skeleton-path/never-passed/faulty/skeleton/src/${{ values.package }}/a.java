// ${{ values.name }}
