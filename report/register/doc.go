// Package register drafts the register of processing activities that the GDPR
// asks a controller to keep (art. 30(1)), and the shorter one of a processor
// (art. 30(2)), from what a scan found and what privet.yaml declares.
//
// A scanner can propose much of it: which data of whom is where, and how it is
// protected. It cannot know why. So every cell carries whether it is declared or
// a proposal, and a proposal stays marked as one in every format until a person
// has confirmed it in privet.yaml.
package register
