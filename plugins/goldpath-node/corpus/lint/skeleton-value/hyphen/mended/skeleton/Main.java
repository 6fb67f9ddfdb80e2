package ${{ values['java-package'] }};
// ${{ values.name }}
