package lazyregexp

// MatchString is regexp.Regexp.MatchString.
func (re *Regexp) MatchString(s string) bool { return re.compiled().MatchString(s) }

// Match is regexp.Regexp.Match.
func (re *Regexp) Match(b []byte) bool { return re.compiled().Match(b) }

// FindString is regexp.Regexp.FindString.
func (re *Regexp) FindString(s string) string { return re.compiled().FindString(s) }

// FindStringIndex is regexp.Regexp.FindStringIndex.
func (re *Regexp) FindStringIndex(s string) []int { return re.compiled().FindStringIndex(s) }

// FindStringSubmatch is regexp.Regexp.FindStringSubmatch.
func (re *Regexp) FindStringSubmatch(s string) []string { return re.compiled().FindStringSubmatch(s) }

// FindStringSubmatchIndex is regexp.Regexp.FindStringSubmatchIndex.
func (re *Regexp) FindStringSubmatchIndex(s string) []int {
	return re.compiled().FindStringSubmatchIndex(s)
}

// FindAllString is regexp.Regexp.FindAllString.
func (re *Regexp) FindAllString(s string, n int) []string { return re.compiled().FindAllString(s, n) }

// FindAllStringSubmatch is regexp.Regexp.FindAllStringSubmatch.
func (re *Regexp) FindAllStringSubmatch(s string, n int) [][]string {
	return re.compiled().FindAllStringSubmatch(s, n)
}

// FindAllStringSubmatchIndex is regexp.Regexp.FindAllStringSubmatchIndex.
func (re *Regexp) FindAllStringSubmatchIndex(s string, n int) [][]int {
	return re.compiled().FindAllStringSubmatchIndex(s, n)
}

// FindIndex is regexp.Regexp.FindIndex.
func (re *Regexp) FindIndex(b []byte) []int { return re.compiled().FindIndex(b) }

// FindSubmatch is regexp.Regexp.FindSubmatch.
func (re *Regexp) FindSubmatch(b []byte) [][]byte { return re.compiled().FindSubmatch(b) }

// FindAll is regexp.Regexp.FindAll.
func (re *Regexp) FindAll(b []byte, n int) [][]byte { return re.compiled().FindAll(b, n) }

// FindAllIndex is regexp.Regexp.FindAllIndex.
func (re *Regexp) FindAllIndex(b []byte, n int) [][]int { return re.compiled().FindAllIndex(b, n) }

// ReplaceAllString is regexp.Regexp.ReplaceAllString.
func (re *Regexp) ReplaceAllString(src, repl string) string {
	return re.compiled().ReplaceAllString(src, repl)
}

// ExpandString is regexp.Regexp.ExpandString.
func (re *Regexp) ExpandString(dst []byte, template, src string, match []int) []byte {
	return re.compiled().ExpandString(dst, template, src, match)
}

// FindAllSubmatch is regexp.Regexp.FindAllSubmatch.
func (re *Regexp) FindAllSubmatch(b []byte, n int) [][][]byte {
	return re.compiled().FindAllSubmatch(b, n)
}

// FindAllSubmatchIndex is regexp.Regexp.FindAllSubmatchIndex.
func (re *Regexp) FindAllSubmatchIndex(b []byte, n int) [][]int {
	return re.compiled().FindAllSubmatchIndex(b, n)
}

// Split is regexp.Regexp.Split.
func (re *Regexp) Split(s string, n int) []string { return re.compiled().Split(s, n) }
