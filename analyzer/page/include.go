package page

import (
	"path"
	"slices"
	"strings"
)

// resolve joins each page with the parts it includes and the layouts around it.
// Of the files that a name may mean, those of the nearest folder count; several of
// one folder all do, because a part that is found makes rules say less, never more.
func resolve(pages []*Page) {
	byName := map[string][]*Page{}
	add := func(name string, p *Page) {
		if name = partName(name); name != "" && !slices.Contains(byName[name], p) {
			byName[name] = append(byName[name], p)
		}
	}
	for _, p := range pages {
		for _, d := range p.Defines {
			add(d, p)
		}
		for name := p.File; ; {
			add(name, p)
			_, rest, ok := strings.Cut(name, "/")
			if !ok {
				break
			}
			name = rest
		}
	}
	for _, p := range pages {
		for i := range p.Includes {
			inc := &p.Includes[i]
			inc.targets = nearest(p, byName[partName(inc.Name)])
			inc.Resolved = len(inc.targets) > 0 || slices.Contains(byName[partName(inc.Name)], p)
			for _, q := range inc.targets {
				p.attach(q, inc)
			}
		}
	}
	layouts := slices.DeleteFunc(slices.Clone(pages), func(q *Page) bool { return q.Fragment || len(q.slots) == 0 })
	for _, p := range pages {
		p.findFrames(layouts)
	}
}

// nearest returns, of the pages that a name may mean, those of the nearest folder:
// the header of the mails is not the header of the site.
func nearest(p *Page, pages []*Page) []*Page {
	var best []*Page
	most := -1
	for _, q := range pages {
		n := commonFolders(p.File, q.File)
		switch {
		case q == p:
		case n > most:
			best, most = []*Page{q}, n
		case n == most:
			best = append(best, q)
		}
	}
	return best
}

func commonFolders(a, b string) int {
	as, bs := strings.Split(path.Dir(a), "/"), strings.Split(path.Dir(b), "/")
	n := 0
	for n < len(as) && n < len(bs) && as[n] == bs[n] {
		n++
	}
	return n
}

// attach tells the target of an include where it is used. A layout, and a part
// that is included by its file's name, is completed by other pages and is no page
// of its own.
func (p *Page) attach(q *Page, inc *Include) {
	if inc.Frame {
		p.frames = appendNew(p.frames, q)
		q.Shared = true
		return
	}
	q.frames = appendNew(q.frames, p)
	if name := partName(q.File); name == partName(inc.Name) || strings.HasSuffix(name, "/"+partName(inc.Name)) {
		q.Shared = true
	}
}

// findFrames adds, to a fragment that nothing names, the layouts of its own
// folders that have a place for content.
func (p *Page) findFrames(layouts []*Page) {
	if !p.Fragment || len(p.frames) > 0 {
		return
	}
	for _, q := range layouts {
		if q != p && related(p.File, q.File) {
			p.frames = appendNew(p.frames, q)
			q.Shared = true
		}
	}
}

// related reports whether two files stand in folders of one tree of templates.
func related(a, b string) bool {
	da, db := path.Dir(a), path.Dir(b)
	up := func(d string) string { return path.Dir(d) }
	return da == db || up(db) == da || up(da) == db || up(da) == up(db) && da != "."
}

func appendNew(list []*Page, p *Page) []*Page {
	if slices.Contains(list, p) {
		return list
	}
	return append(list, p)
}

// whole is the page with its parts, the layouts around it and their parts. Where
// a layout asks for a "content" that this page defines, the contents of other
// pages are none of its parts.
func (p *Page) whole() []*Page {
	all := p.withParts(nil, p)
	up := slices.Clone(p.frames)
	for i := 0; i < len(up); i++ {
		for _, q := range up[i].frames {
			up = appendNew(up, q)
		}
	}
	for _, f := range up {
		all = f.withParts(all, p)
	}
	return all
}

// withParts adds the page and all that it includes, seen from the page origin.
func (p *Page) withParts(all []*Page, origin *Page) []*Page {
	if slices.Contains(all, p) {
		return all
	}
	all = append(all, p)
	for _, inc := range p.Includes {
		if inc.Frame || p != origin && slices.Contains(inc.targets, origin) {
			continue
		}
		for _, q := range inc.targets {
			all = q.withParts(all, origin)
		}
	}
	return all
}

// partName makes the names under which a part may be called comparable.
func partName(name string) string {
	name = strings.ToLower(strings.TrimPrefix(path.Clean("/"+name), "/"))
	base := path.Base(name)
	for ext := path.Ext(base); isPageExt(ext); ext = path.Ext(base) {
		base = strings.TrimSuffix(base, ext)
	}
	base = strings.TrimPrefix(base, "_")
	if dir := path.Dir(name); dir != "." && dir != "/" {
		return dir + "/" + base
	}
	return base
}
