INSERT INTO delivery_ways (channel, is_set_up) VALUES ($1, $2) ON CONFLICT (channel) DO UPDATE SET is_set_up = excluded.is_set_up
