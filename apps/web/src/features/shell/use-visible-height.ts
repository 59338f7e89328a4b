'use client'

import { useEffect } from 'react'

/**
 * Keeps --visible-height at what the keyboard of a phone leaves. Chromium makes the page smaller by itself
 * (interactive-widget); Safari only slides it up, and would push the header out of sight.
 */
export function useVisibleHeight(): void {
  useEffect(() => {
    const viewport = window.visualViewport
    if (viewport === null || !window.matchMedia('(pointer: coarse)').matches) return
    const root = document.documentElement
    function fit() {
      // Zoomed in, the visible part is small by wish.
      if (viewport === null || viewport.scale !== 1) return
      root.style.setProperty('--visible-height', `${viewport.height}px`)
      if (viewport.offsetTop > 0) window.scrollTo(0, 0)
    }
    fit()
    viewport.addEventListener('resize', fit)
    viewport.addEventListener('scroll', fit)
    return () => {
      viewport.removeEventListener('resize', fit)
      viewport.removeEventListener('scroll', fit)
      root.style.removeProperty('--visible-height')
    }
  }, [])
}
