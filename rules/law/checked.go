package law

// Checked returns the months in which the references were last compared with
// their sources: the oldest and the newest.
func Checked() (oldest, newest string) {
	for _, e := range table() {
		if oldest == "" || e.AsOf < oldest {
			oldest = e.AsOf
		}
		newest = max(newest, e.AsOf)
	}
	return oldest, newest
}
