package audit

import "github.com/privet-dev/privet/report/word"

func visible(s string) string { return word.Visible(s) }
