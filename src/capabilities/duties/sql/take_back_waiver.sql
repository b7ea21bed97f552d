-- Changes no row where somebody was faster.
UPDATE duty_waivers SET is_standing = 0, version = version + 1 WHERE id = $1 AND version = $2 AND is_standing = 1
