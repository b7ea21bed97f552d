SELECT DISTINCT role FROM grants WHERE account_id = $1
