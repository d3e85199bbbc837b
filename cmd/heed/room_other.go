//go:build !linux

package main

// takeRoom is for systems that take advice about pages (room_linux.go).
func takeRoom(int) {}
