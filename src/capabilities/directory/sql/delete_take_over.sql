-- Changes no row where it is being undone at this moment.
DELETE FROM take_overs WHERE id = $1
