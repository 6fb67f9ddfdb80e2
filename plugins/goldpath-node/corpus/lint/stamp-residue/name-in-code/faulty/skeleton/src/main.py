NAME = 'pantry-desk'
# tables of pantry-desk-db
